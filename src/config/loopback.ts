// Decides which addresses only this machine can reach.
import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** `localhost`, 127.0.0.0/8, ::1 (in brackets too); every other name may be anybody's. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const family = isIP(bare);
  if (family === 0) return bare === "localhost" || bare.endsWith(".localhost");
  return loopback.check(bare, family === 6 ? "ipv6" : "ipv4");
}
