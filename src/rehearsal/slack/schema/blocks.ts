// Names the type the schema beside it is generated from:
// ts-json-schema-generator --path src/rehearsal/slack/schema/blocks.ts --type Blocks --no-type-check --tsconfig tsconfig.json --jsDoc none --minify --out src/rehearsal/slack/schema/blocks.json
import type { KnownBlock } from "@slack/types";

export type Blocks = KnownBlock[];
