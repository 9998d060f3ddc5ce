// Stands where Muster should, and answers in its place.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

type Peer = AsyncDisposable & { readonly url: string };

export function answering(status: number, body: string): Promise<Peer> {
  return listening(
    createServer((_request, response) => {
      response.writeHead(status, { "content-type": "text/plain" }).end(body);
    }),
  );
}

export async function listening(server: Server): Promise<Peer> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
