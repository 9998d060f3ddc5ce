// Loaded before each test file: most of a short test is spent on looking its modules up.
import { quickenImports } from "../../src/quicken-imports.ts";

quickenImports();
