// The form of one thing that the shop's own API offers under /v1/<name>.
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Change } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";

/** `rest` is the path below its name; undefined stands for a path or method it does not offer. */
export type Resource = {
  readonly read: (core: ShopCore, rest: readonly string[], call: Call) => Answer | undefined;
  readonly change?: (core: ShopCore, rest: readonly string[], call: Call) => Change | undefined;
};
