// Reads a JSON object from text; undefined when it is none.

export function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Each caller answers text that is no JSON in its own words.
    return undefined;
  }
}
