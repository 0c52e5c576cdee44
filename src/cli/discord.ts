import { commands } from "../../commands/index.ts";
import { fetchInviteLink } from "../chat/discord/setup/invite-link.ts";
import { registerNow } from "../chat/discord/setup/register-now.ts";
import type { Config } from "../config.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";

/** `discord invite`: the link that adds the bot to a server. Needs the token only. */
export async function discordInvite(config: Config): Promise<ExitStatus> {
	const { DISCORD_SERVER: guildId = null, DISCORD_THREADS: threads } = config;
	print(await fetchInviteLink({ ...accessOf(config), guildId, threads }));
	return exitStatus.fine;
}

/** `discord register`: makes the server's commands those of this version. A start of the bot does it too. */
export async function discordRegister(config: Config): Promise<ExitStatus> {
	const { DISCORD_SERVER: guildId } = config;
	if (guildId === undefined) throw new CliRefusal("Set DISCORD_SERVER first: right-click the server, Copy Server ID.");
	const specs = commands.map(({ spec }) => spec);
	const outcome = await registerNow({ ...accessOf(config), guildId, commands: specs });
	print(
		outcome === "registered"
			? `Registered ${specs.length} commands.`
			: `All ${specs.length} commands are as they should be.`,
	);
	return exitStatus.fine;
}

function accessOf({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, HOTLINE_LANGUAGE: language }: Config) {
	if (token === undefined)
		throw new CliRefusal("Set DISCORD_TOKEN first: Developer Portal, your application, Bot, Reset Token.");
	return { token, apiUrl, language };
}
