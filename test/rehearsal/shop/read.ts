// Reads an HTTP answer whose JSON a test then looks into.

// biome-ignore lint/suspicious/noExplicitAny: a test looks into foreign JSON and fails where it differs.
export async function read(response: Response): Promise<{ status: number; body: any }> {
  return { status: response.status, body: await response.json() };
}
