CREATE TABLE "status_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"component" text NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"incident_id" uuid NOT NULL,
	"run_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "projections" ALTER COLUMN "ref" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "is_drill" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "mode" text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "trigger_key" text;--> statement-breakpoint
ALTER TABLE "status_texts" ADD CONSTRAINT "status_texts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_texts" ADD CONSTRAINT "status_texts_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "status_texts_by_component" ON "status_texts" USING btree ("component","at");--> statement-breakpoint
CREATE INDEX "status_texts_by_time" ON "status_texts" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_trigger" ON "runs" USING btree ("trigger_key") WHERE is_open = 1;--> statement-breakpoint
CREATE INDEX "runs_open" ON "runs" USING btree ("started_at") WHERE is_open = 1;--> statement-breakpoint
CREATE INDEX "runs_rehearsed" ON "runs" USING btree ("slug","ended_at") WHERE mode = 'drill';