DROP INDEX "alerts_by_incident";--> statement-breakpoint
CREATE INDEX "alerts_by_incident" ON "alerts" USING btree ("incident_id","joined_at");