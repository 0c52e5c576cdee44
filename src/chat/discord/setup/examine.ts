import { type APIApplication, type APIUser, ApplicationFlags, type REST, Routes } from "discord.js";
import { examineHosts, type HostAnswers } from "../../../core/setup/examine-hosts.ts";
import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import { areRegistered } from "../commands/register-commands.ts";
import { troubleOf } from "../faults.ts";
import type { DiscordOptions } from "../options.ts";
import { examineChannels } from "./examine-channels.ts";
import { examineRoles } from "./examine-roles.ts";
import { findingWords } from "./finding-words.ts";
import { inviteLink } from "./invite-link.ts";
import { openRest } from "./open-rest.ts";
import { fetchServer, type Server } from "./server.ts";

/** What the doctor needs of the settings. */
export interface ExamineOptions
	extends Omit<DiscordOptions, "caseOfThread" | "download" | "log" | "onEnded" | "maxUploadBytes"> {
	readonly hostAnswers: HostAnswers;
}

/**
 * Looks at everything that the bot needs in Discord, in the order in which it is set up, and stops where nothing more can be seen. Changes
 * nothing, needs no running bot, and throws nothing that Discord can cause.
 */
export async function examine(options: ExamineOptions): Promise<readonly Finding[]> {
	const words = findingWords(options.language);
	const rest = openRest(options);
	try {
		const [user, application] = (await Promise.all([
			rest.get(Routes.user("@me")),
			rest.get(Routes.currentApplication()),
		])) as [APIUser, APIApplication];
		const findings = [good(words.tokenGood(user.username)), ...examineApplication(options, application)];
		const server = await findServer(rest, options, user.id);
		if (server === null) {
			const link = inviteLink(application.id, options);
			return [...findings, bad(words.notInServer(options.guildId), words.invite(link))];
		}
		return [
			...findings,
			good(words.inServer(server.name)),
			...examineTimeOut(options, server),
			...examineChannels(options, server),
			...examineRoles(options, server),
			await examineCommands(rest, options, application.id),
			...(await examineHosts(options.fileHosts, options.hostAnswers, words)),
		];
	} catch (cause) {
		if (troubleOf(cause).kind === "revoked") return [bad(words.tokenBad, words.makeToken)];
		return [bad(words.unreachable(options.apiUrl), words.checkLine)];
	}
}

const privilegedIntents =
	ApplicationFlags.GatewayPresence |
	ApplicationFlags.GatewayPresenceLimited |
	ApplicationFlags.GatewayGuildMembers |
	ApplicationFlags.GatewayGuildMembersLimited |
	ApplicationFlags.GatewayMessageContent |
	ApplicationFlags.GatewayMessageContentLimited;

function examineApplication({ language }: ExamineOptions, application: APIApplication): readonly Finding[] {
	const words = findingWords(language);
	const hasIntents = ((application.flags ?? 0) & privilegedIntents) !== 0;
	const goesElsewhere = (application.interactions_endpoint_url ?? "") !== "";
	return [
		hasIntents ? good(words.intentsOn, words.intentsOff) : good(words.noIntents),
		goesElsewhere ? bad(words.interactionsElsewhere, words.clearEndpoint) : good(words.interactionsHere),
		...(application.bot_require_code_grant === true ? [bad(words.needsCodeGrant, words.dropCodeGrant)] : []),
	];
}

/** Null when the bot is not in it: Discord then does not know it, or does not show it. */
async function findServer(rest: REST, { guildId }: ExamineOptions, botId: string): Promise<Server | null> {
	try {
		return await fetchServer(rest, guildId, botId);
	} catch (cause) {
		const { kind } = troubleOf(cause);
		if (kind === "unknown-server" || kind === "forbidden" || kind === "refused") return null;
		throw cause;
	}
}

function examineTimeOut({ language }: ExamineOptions, { timedOutUntil }: Server): readonly Finding[] {
	if (timedOutUntil === null || Date.parse(timedOutUntil) < Date.now()) return [];
	const words = findingWords(language);
	const shown = new Date(timedOutUntil).toLocaleString(language);
	return [bad(words.timedOut(shown), words.endTimeOut)];
}

async function examineCommands(rest: REST, options: ExamineOptions, applicationId: string): Promise<Finding> {
	const words = findingWords(options.language);
	const { commands, guildId } = options;
	try {
		const isCurrent = await areRegistered({ rest, applicationId, guildId, commands });
		return isCurrent ? good(words.commandsGood(commands.length)) : bad(words.commandsOld, words.register);
	} catch (cause) {
		if (troubleOf(cause).kind !== "forbidden") throw cause;
		return bad(words.commandsRefused, words.invite(inviteLink(applicationId, options)));
	}
}
