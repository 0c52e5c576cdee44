import type { Act } from "./act.ts";
import type { Line } from "./deliver.ts";
import type { SocketLine } from "./socket-line.ts";

/** How the fake reaches the bot, in the mode that it was started in. */
export interface Lines {
	readonly line: Line;
	/** The sockets; there are none to cut in HTTP mode, but nothing stops a bot from opening one. */
	readonly sockets: SocketLine;
	readonly forge: ((act: Act, headers: Readonly<Record<string, string>>) => Promise<number>) | null;
}
