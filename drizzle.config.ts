// Where drizzle-kit finds the tables and writes the migrations.
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./src/storage/tables/*.ts",
  out: "./drizzle",
  casing: "snake_case",
});
