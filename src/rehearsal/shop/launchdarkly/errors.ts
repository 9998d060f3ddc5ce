// LaunchDarkly's refusals: a code for programs and a sentence.
import type { Answer } from "../answer.ts";

function error(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}

export const unauthorized = (): Answer => error(401, "unauthorized", "Invalid access token");

export const forbidden = (): Answer =>
  error(403, "forbidden", "Forbidden. Access to the requested resource was denied.");

export const notFound = (): Answer => error(404, "not_found", "Invalid resource identifier");

export const invalid = (message: string): Answer => error(400, "invalid_request", message);

/** Also for a flag whose environment wants an approval first. */
export const notAllowed = (message: string): Answer => error(405, "method_not_allowed", message);

export const serverError = (status: number, message: string): Answer =>
  error(status, "service_unavailable", message);
