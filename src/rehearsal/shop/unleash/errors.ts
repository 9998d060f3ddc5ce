// Unleash's refusals: its statuses, names and sentences, as server 7.5 writes them.
import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.ts";

type Detail = { readonly message: string; readonly path?: string };

function error(
  status: number,
  name: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return { status, body: { id: randomUUID(), name, message, details: [{ message }], ...more } };
}

export function notFound(message: string): Answer {
  return error(404, "NotFoundError", message);
}

/** A body that cannot be, or a value that must not. */
export function badRequest(message: string): Answer {
  const whole = `Request validation failed: your request body or params contain invalid data: ${message}`;
  return error(400, "BadDataError", whole, { details: [{ message }] });
}

/** A body that does not fit the schema. */
export function badBody(details: readonly Detail[]): Answer {
  const message =
    "Request validation failed: your request doesn't conform to the schema. Check the `details` property for a list of errors that we found.";
  return error(400, "BadDataError", message, { details });
}

export function unknownToken(): Answer {
  return error(401, "UnauthorizedError", "You must log in to use Unleash.");
}

export function noToken(): Answer {
  const path = "/auth/simple/login";
  const message = `You must log in to use Unleash. Your request had no authorization header, so we could not authorize you. Try logging in at ${path}`;
  return error(401, "AuthenticationRequired", message, {
    path,
    type: "password",
    defaultHidden: false,
  });
}

export function noPermission(permission: string): Answer {
  const message = `You don't have the required permissions to perform this operation. To perform this action, you need the "${permission}" permission.`;
  return error(403, "PermissionError", message, { permissions: [permission] });
}

/** Of flags that never had variants of their own: newer servers keep those in strategies. */
export function variantsDeprecated(flag: string): Answer {
  const message = `Environment variants deprecated for feature: ${flag}. Use strategy variants instead.`;
  return error(403, "InvalidOperationError", message);
}

export function wrongContentType(given: string | undefined): Answer {
  const message = `We do not accept the content-type you provided (${given || "you didn't provide one"}). Try using one of the content-types we do accept instead (application/json) and make sure the body is in the corresponding format.`;
  return error(415, "ContentTypeError", message);
}

export function serverError(status: number, message: string): Answer {
  return error(status, "InternalError", message);
}
