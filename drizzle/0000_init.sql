CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"hook" text NOT NULL,
	"source" text NOT NULL,
	"delivery_key" text NOT NULL,
	"is_keyed_by_body" boolean NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"query" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"last_received_at" timestamp with time zone NOT NULL,
	"repeats" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"reason" text,
	"understood_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "action_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"text" text NOT NULL,
	"owner" text NOT NULL,
	"due_on" text,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hook" text NOT NULL,
	"source" text NOT NULL,
	"alert_key" text NOT NULL,
	"incident_id" uuid,
	"service" text,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"priority" text NOT NULL,
	"labels" jsonb NOT NULL,
	"value" text,
	"baseline" text,
	"links" jsonb NOT NULL,
	"group_key" text,
	"started_at" timestamp with time zone NOT NULL,
	"state_at" timestamp with time zone NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"recovered_at" timestamp with time zone,
	"joined_at" timestamp with time zone,
	"occurrence" integer DEFAULT 1 NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"last_delivery_id" uuid
);
--> statement-breakpoint
CREATE TABLE "followers" (
	"incident_id" uuid NOT NULL,
	"user" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "followers_incident_id_user_pk" PRIMARY KEY("incident_id","user")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" serial NOT NULL,
	"title" text NOT NULL,
	"service" text,
	"team" text,
	"priority" text NOT NULL,
	"status" text NOT NULL,
	"impact" text,
	"lead" text,
	"roles" jsonb NOT NULL,
	"declared_by" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"ack_due_at" timestamp with time zone,
	"update_due_at" timestamp with time zone,
	"restore_due_at" timestamp with time zone,
	"mitigated_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"closed_by" text,
	"closing_text" text,
	"last_update" jsonb,
	"suggested_runbook" text,
	"room" jsonb,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"user" text NOT NULL,
	"reason" text NOT NULL,
	"paged_by" jsonb NOT NULL,
	"paged_at" timestamp with time zone NOT NULL,
	"ack_due_at" timestamp with time zone,
	"state" text NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"is_urgent" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"seq" integer NOT NULL,
	"actor" jsonb NOT NULL,
	"entry" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"lane" text PRIMARY KEY NOT NULL,
	"wanted" bigint DEFAULT 0 NOT NULL,
	"owner" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"lane" text NOT NULL,
	"urgency" integer NOT NULL,
	"effect" jsonb NOT NULL,
	"coalesce_key" text,
	"incident_id" uuid,
	"state" text DEFAULT 'owed' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"reason" text,
	"progress" jsonb
);
--> statement-breakpoint
CREATE TABLE "projections" (
	"kind" text NOT NULL,
	"ref" uuid NOT NULL,
	"incident_id" uuid,
	"channel" text,
	"ts" text,
	"wanted_version" integer DEFAULT 1 NOT NULL,
	"rendered_version" integer DEFAULT 0 NOT NULL,
	"rendered_hash" text,
	"last_edit_at" timestamp with time zone,
	CONSTRAINT "projections_kind_ref_pk" PRIMARY KEY("kind","ref")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"outcome" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cron_runs" (
	"key" text PRIMARY KEY NOT NULL,
	"lease_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "homes" (
	"user" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"user" text PRIMARY KEY NOT NULL,
	"team_id" text,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"zone" text NOT NULL,
	"is_member" boolean NOT NULL,
	"refusal" text,
	"fetched_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_requests" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"body" jsonb NOT NULL,
	"applied_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"attempts" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"timer" jsonb NOT NULL,
	"fire_at" timestamp with time zone NOT NULL,
	"fired_at" timestamp with time zone,
	CONSTRAINT "timers_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "run_events" (
	"run_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "run_events_run_id_seq_pk" PRIMARY KEY("run_id","seq")
);
--> statement-breakpoint
CREATE TABLE "runbook_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"sha256" text NOT NULL,
	"source" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" serial NOT NULL,
	"version_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"incident_id" uuid NOT NULL,
	"lock_key" text,
	"is_open" integer DEFAULT 1 NOT NULL,
	"state" jsonb NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"event_seq" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "action_items" ADD CONSTRAINT "action_items_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "followers" ADD CONSTRAINT "followers_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_version_id_runbook_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."runbook_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_key" ON "deliveries" USING btree ("hook","delivery_key");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("seq") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "deliveries_dead" ON "deliveries" USING btree ("received_at") WHERE state = 'dead';--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_key" ON "alerts" USING btree ("hook","alert_key");--> statement-breakpoint
CREATE INDEX "alerts_by_incident" ON "alerts" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_number" ON "incidents" USING btree ("number");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("service") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "incidents_by_opening" ON "incidents" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "pages_by_incident" ON "pages" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "timeline_order" ON "timeline" USING btree ("incident_id","seq");--> statement-breakpoint
CREATE INDEX "outbox_owed" ON "outbox" USING btree ("due_at") WHERE state in ('owed', 'sent');--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","seq") WHERE state in ('owed', 'sent');--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_coalesce" ON "outbox" USING btree ("coalesce_key") WHERE state = 'owed';--> statement-breakpoint
CREATE INDEX "outbox_by_incident" ON "outbox" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "projections_by_message" ON "projections" USING btree ("channel","ts");--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit" USING btree ("subject","at");--> statement-breakpoint
CREATE INDEX "slack_requests_open" ON "slack_requests" USING btree ("received_at") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("fire_at") WHERE fired_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "runbook_versions_content" ON "runbook_versions" USING btree ("slug","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_lock" ON "runs" USING btree ("lock_key") WHERE is_open = 1;--> statement-breakpoint
CREATE INDEX "runs_by_incident" ON "runs" USING btree ("incident_id");