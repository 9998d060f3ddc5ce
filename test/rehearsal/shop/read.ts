// Reads an HTTP answer whose JSON a test then looks into.

// biome-ignore lint/suspicious/noExplicitAny: a test looks into foreign JSON and fails where it differs.
export async function read(response: Response): Promise<{ status: number; body: any }> {
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
