// files.info: one file.
import { type Method, refuse } from "../api/method.ts";
import { fileShape } from "../shapes/file-shape.ts";

export const filesInfo: Method = {
  name: "files.info",
  scopes: ["files:read"],
  tier: 4,
  run: (ws, args) => {
    const file = ws.store.get("files", "", args.text("file") ?? "");
    return file?.isComplete
      ? {
          ok: true,
          file: fileShape(ws, file),
          comments: [],
          response_metadata: { next_cursor: "" },
        }
      : refuse("file_not_found");
  },
};
