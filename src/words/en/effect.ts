// English: how an effect is named where it failed.
import type { Effect } from "../../domain/effect.ts";

export const effect = {
  name: (of: Effect): string => {
    switch (of.kind) {
      case "open-channel":
        return "opening the incident channel";
      case "invite":
        return "inviting people to the channel";
      case "set-topic":
        return "setting the channel topic";
      case "set-purpose":
        return "setting the channel purpose";
      case "bookmark":
        return `adding the bookmark “${of.title}”`;
      case "pin-card":
        return "pinning the incident card";
      case "paint":
        return `updating the ${of.projection} message`;
      case "post":
        return `posting a message (${of.message.kind})`;
      case "upload-post-mortem":
        return "uploading the post-mortem draft";
      case "publish-home":
        return "publishing a Home tab";
      case "run":
        return "carrying out a step of a run";
    }
  },
};
