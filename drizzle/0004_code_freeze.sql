CREATE TABLE "freeze_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"freeze_id" uuid,
	"exception_id" uuid,
	"repository" text,
	"what" text NOT NULL,
	"key" text,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "freeze_exceptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" serial NOT NULL,
	"repository" text NOT NULL,
	"pull" integer NOT NULL,
	"head_sha" text NOT NULL,
	"state" text NOT NULL,
	"incident_id" uuid,
	"body" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "freezes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" serial NOT NULL,
	"state" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"incident_id" uuid,
	"effect_id" uuid,
	"is_open" integer DEFAULT 1 NOT NULL,
	"body" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frozen_repositories" (
	"key" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "github_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"body" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"understood_at" timestamp with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "told_pulls" (
	"repository" text NOT NULL,
	"pull" integer NOT NULL,
	"head_sha" text NOT NULL,
	"told" text NOT NULL,
	"github_id" text NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "told_pulls_repository_pull_pk" PRIMARY KEY("repository","pull")
);
--> statement-breakpoint
CREATE TABLE "readiness_boards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign" text NOT NULL,
	"body" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "is_planned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "freeze_events_by_freeze" ON "freeze_events" USING btree ("freeze_id","at");--> statement-breakpoint
CREATE INDEX "freeze_events_by_repository" ON "freeze_events" USING btree ("repository","at");--> statement-breakpoint
CREATE UNIQUE INDEX "freeze_events_key" ON "freeze_events" USING btree ("repository","key");--> statement-breakpoint
CREATE UNIQUE INDEX "freeze_exceptions_number" ON "freeze_exceptions" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "freeze_exceptions_live" ON "freeze_exceptions" USING btree ("repository","pull","head_sha") WHERE state in ('asked', 'approved');--> statement-breakpoint
CREATE INDEX "freeze_exceptions_by_pull" ON "freeze_exceptions" USING btree ("repository","pull");--> statement-breakpoint
CREATE UNIQUE INDEX "freezes_number" ON "freezes" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "freezes_effect" ON "freezes" USING btree ("effect_id");--> statement-breakpoint
CREATE UNIQUE INDEX "freezes_incident" ON "freezes" USING btree ("incident_id") WHERE is_open = 1 and state <> 'lifting';--> statement-breakpoint
CREATE INDEX "freezes_open" ON "freezes" USING btree ("starts_at") WHERE is_open = 1;--> statement-breakpoint
CREATE INDEX "github_deliveries_waiting" ON "github_deliveries" USING btree ("received_at") WHERE understood_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "readiness_boards_campaign" ON "readiness_boards" USING btree ("campaign");--> statement-breakpoint
CREATE TRIGGER freeze_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "freeze_events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
