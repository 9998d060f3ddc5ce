// Tells a message's timestamp from other text.

export function isTimestamp(text: string): boolean {
  return /^\d+\.\d{1,6}$/.test(text);
}
