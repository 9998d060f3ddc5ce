// files.getUploadURLExternal: where to send a file's bytes.
import { type Method, refuse, refuseArguments } from "../api/method.ts";
import { fileTypeOf } from "../rules/file-types.ts";
import { makeId, makeToken } from "../workspace/ids.ts";

const maxAltText = 1000;
const maxBytes = 1_000_000_000;

export const filesGetUploadUrlExternal: Method = {
  name: "files.getUploadURLExternal",
  scopes: ["files:write"],
  tier: 4,
  run: (ws, args) => {
    const [name, length, altText] = [
      args.text("filename"),
      args.number("length"),
      args.text("alt_txt"),
    ];
    if (name === undefined) {
      return refuseArguments(["missing required field: filename"]);
    }
    if (length === undefined || length <= 0) {
      return refuse("missing_argument");
    }
    if (length > maxBytes) {
      return refuse("file_upload_size_restricted");
    }
    if ((altText?.length ?? 0) > maxAltText) {
      return refuse("alt_txt_too_large");
    }
    const id = makeId("F");
    const uploadKey = makeToken(16);
    const address = `https://${ws.team.domain}.slack.com/files/${ws.app.botUserId}/${id}/${encodeURIComponent(name)}`;
    ws.store.put("files", "", id, {
      id,
      name,
      title: name,
      ...fileTypeOf(name),
      size: length,
      user: ws.app.botUserId,
      created: ws.time.seconds(),
      permalink: address,
      urlPrivate: `${ws.origin}/files-pri/${ws.team.id}-${id}/${encodeURIComponent(name)}`,
      channels: [],
      ...(altText === undefined ? {} : { altText }),
      content: "",
      isComplete: false,
      isUploaded: false,
      uploadKey,
    });
    return { ok: true, upload_url: `${ws.origin}/upload/v1/${uploadKey}`, file_id: id };
  },
};
