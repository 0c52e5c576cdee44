import type { Config } from "../config.ts";
import { startHotline } from "../main.ts";
import { type ExitStatus, exitStatus, print } from "./outcome.ts";
import { untilStopped } from "./until-stopped.ts";

/** `start`: the bot, until it is stopped. */
export async function start(config: Config): Promise<ExitStatus> {
	const hotline = await startHotline(config, {
		onFirstStart: () =>
			print("First start: making the embedded database in the data folder; this takes a few seconds."),
		onChatLost: (name, { message }) =>
			process.stderr.write(`${message}\n${shown(name)} is without the bot now; it goes on with the others.\n`),
	});
	if (config.DATABASE_URL === undefined)
		print(`Store: embedded, in ${config.DATA_DIR}. For several machines, or to survive a power cut, set DATABASE_URL.`);
	else print("Store: PostgreSQL.");
	print(
		hotline.outbox === null ? "Mail: SMTP." : `Mail: nothing leaves this machine; .eml files go to ${hotline.outbox}.`,
	);
	print(hotline.localChat === null ? "Local chat: off." : `Local chat: ${hotline.localChat.url}`);
	for (const { name, state } of hotline.chats())
		print(
			state === "connected"
				? `${shown(name)}: connected.`
				: `${shown(name)}: another process has the connection; this one waits, and takes over when that one ends.`,
		);
	const ended = await Promise.race([untilStopped(), hotline.ended]);
	if (ended !== undefined) process.stderr.write(`${ended.message}\n`);
	print("Stopping …");
	await hotline.stop();
	return ended === undefined ? exitStatus.fine : exitStatus.refused;
}

function shown(platform: string): string {
	return `${platform.slice(0, 1).toUpperCase()}${platform.slice(1)}`;
}
