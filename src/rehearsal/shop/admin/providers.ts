// What each payment provider's public status page says: late, and milder than it is.
//   GET  /v1/providers/:gateway/status   {provider, indicator, description, updated_at}
import { ok, refusal } from "../answer.ts";
import { isGateway } from "../routing.ts";
import { gateways } from "../types.ts";
import type { Resource } from "./resource.ts";

/** A provider admits an outage this long after our own figures show it. */
const admittedMs = 120_000;

export const providers: Resource = {
  read: (core, [provider, noun, ...rest]) => {
    if (noun !== "status" || rest.length > 0) return undefined;
    if (!isGateway(provider)) {
      return refusal(404, `no provider "${provider}"; there are ${gateways.join(", ")}`);
    }
    const alert = Object.values(core.state().alerts).find(
      ({ labels, endsAt }) => labels["gateway"] === provider && endsAt === null,
    );
    const since = alert ? Date.parse(alert.startsAt) : undefined;
    const isAdmitted = since !== undefined && core.now().getTime() - since >= admittedMs;
    return ok({
      provider,
      indicator: isAdmitted ? "major" : "none",
      description: isAdmitted
        ? "Elevated error rates on authorizations"
        : "All Systems Operational",
      updated_at: new Date(
        isAdmitted ? since + admittedMs : core.now().getTime() - admittedMs,
      ).toISOString(),
    });
  },
};
