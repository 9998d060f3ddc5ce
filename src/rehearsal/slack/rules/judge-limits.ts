// Walks blocks and judges lengths, counts and numbers by the table of limits.
import { blockLimits, fieldLimits, idLimits, type Limit } from "./block-limits.ts";

type Node = Readonly<Record<string, unknown>>;

/** @param field the name of the field this node stands in */
export function judgeLimits(node: unknown, place: string, field: string): string[] {
  if (Array.isArray(node)) {
    return node.flatMap((item, index) => judgeLimits(item, `${place}/${index}`, field));
  }
  if (typeof node !== "object" || node === null) {
    return [];
  }
  const object = node as Node;
  const limits = [...limitsOf(object, field), ...idLimits];
  return [
    ...limits.flatMap((limit) => judge(object, limit, place)),
    ...Object.entries(object).flatMap(([name, child]) =>
      judgeLimits(child, `${place}/${name}`, name),
    ),
  ];
}

// A text object in `fields` is shorter than elsewhere; everything else goes by its own type first.
function limitsOf(object: Node, field: string): readonly Limit[] {
  const byField = fieldLimits[field];
  const byType = blockLimits[String(object["type"])];
  return field === "fields" ? (byField ?? []) : (byType ?? byField ?? []);
}

function judge(object: Node, limit: Limit, place: string): string[] {
  if ("items" in limit) {
    return judgeItems(object[limit.items], limit, `${place}/${limit.items}`);
  }
  if ("number" in limit) {
    return judgeNumber(object[limit.number], limit, `${place}/${limit.number}`);
  }
  const value = object[limit.field];
  return typeof value === "object" && value !== null
    ? judgeText((value as Node)["text"], limit, `${place}/${limit.field}/text`)
    : judgeText(value, limit, `${place}/${limit.field}`);
}

function judgeText(
  value: unknown,
  { most, least = 0 }: { most: number; least?: number },
  place: string,
): string[] {
  if (typeof value !== "string") {
    return [];
  }
  const { length } = [...value];
  if (length < least) {
    return [`must be more than ${least - 1} characters [json-pointer:${place}]`];
  }
  return length > most ? [`must be less than ${most + 1} characters [json-pointer:${place}]`] : [];
}

function judgeItems(
  value: unknown,
  { most, least = 0 }: { most: number; least?: number },
  place: string,
): string[] {
  if (!Array.isArray(value)) {
    return [];
  }
  if (value.length < least) {
    return [`no fewer than ${least} items allowed [json-pointer:${place}]`];
  }
  return value.length > most ? [`no more than ${most} items allowed [json-pointer:${place}]`] : [];
}

function judgeNumber(
  value: unknown,
  { most, least }: { most?: number; least?: number },
  place: string,
): string[] {
  if (typeof value !== "number") {
    return [];
  }
  if (least !== undefined && value < least) {
    return [`must be greater than or equal to ${least} [json-pointer:${place}]`];
  }
  return most !== undefined && value > most
    ? [`must be less than or equal to ${most} [json-pointer:${place}]`]
    : [];
}
