// Names the type that blocks.json is generated from. After an update of @slack/types, generate it anew:
// ts-json-schema-generator --path src/rehearsal/slack/schema/blocks.ts --type Blocks --expose all --jsDoc none --no-type-check --tsconfig tsconfig.json --out src/rehearsal/slack/schema/blocks.json
import type { KnownBlock } from "@slack/types";

export type Blocks = KnownBlock[];
