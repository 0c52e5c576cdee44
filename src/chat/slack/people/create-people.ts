import type { webApi } from "@slack/bolt";
import type { Role } from "../../../core/case/people.ts";
import { shownName } from "../../../core/show/shown-name.ts";
import type { Asker } from "../../../ports/chat.ts";
import { troubleOf } from "../faults.ts";
import type { SlackOptions } from "../options.ts";
import { createMembers } from "./create-members.ts";

/** Somebody as a payload names them. */
export interface Actor {
	readonly id: string;
	/** The workspace that they come from; of a shared channel that may be another. */
	readonly teamId: string | null;
	/** Their user name, for want of a better one. */
	readonly name: string;
}

export interface Known {
	readonly asker: Asker;
	/** A group that could let them in could not be asked about: they are not let in, and hear why. */
	readonly unsure: boolean;
}

/** Who asks, with the roles that they have now. */
export interface People {
	know(actor: Actor, caseNumber: string | null): Promise<Known>;
}

export interface PeopleDeps {
	readonly client: webApi.WebClient;
	readonly options: Pick<SlackOptions, "roles" | "log">;
	/** The bot's own workspace. */
	readonly teamId: string;
	/** Slack refused the bot's token. */
	readonly onRevoked?: (cause: unknown) => void;
	readonly now?: () => number;
}

const allRoles: readonly Role[] = ["volunteer", "coordinator"];
const namesKept = 2_000;
/** A form has to open within 3 s; a name is not worth waiting longer. */
const nameMs = 1_000;

export function createPeople({ client, options, teamId, onRevoked, now }: PeopleDeps): People {
	const members = createMembers(client, now);
	const names = new Map<string, string>();
	/** True, false, or null when Slack does not say. */
	const has = async (role: Role, id: string): Promise<boolean | null> => {
		const { people, groups } = options.roles[role];
		if (people.includes(id)) return true;
		const found = await Promise.all(groups.map((group) => members.of(group).then((ids) => ids.has(id), unknown)));
		return found.includes(true) || (found.includes(null) ? null : false);
	};
	const unknown = (cause: unknown): null => {
		const trouble = troubleOf(cause);
		if (trouble.kind === "revoked") onRevoked?.(cause);
		const code = trouble.kind === "refused" ? trouble.code : trouble.kind;
		options.log.warn("slack.roles-unknown", { code });
		return null;
	};
	/** What they call themselves; Slack's payloads hold the user name only. */
	const nameOf = async ({ id, name }: Actor): Promise<string> => {
		const known = names.get(id);
		if (known !== undefined) return known;
		const fallback = shownName(name) || id;
		try {
			const { user } = await inTime(client.users.info({ user: id }));
			const { profile } = user ?? {};
			const own = [profile?.display_name, profile?.real_name].map((each) => shownName(each ?? ""));
			const found = own.find((each) => each !== "") ?? fallback;
			names.set(id, found);
			for (const oldest of names.keys()) if (names.size > namesKept) names.delete(oldest);
			return found;
		} catch (cause) {
			if (troubleOf(cause).kind === "revoked") onRevoked?.(cause);
			return fallback;
		}
	};
	return {
		async know(actor, caseNumber) {
			// Of another organisation's people nobody here decides who is in a group.
			const isOurs = actor.teamId === null || actor.teamId === teamId;
			const [held, name] = await Promise.all([
				Promise.all(allRoles.map((role) => (isOurs ? has(role, actor.id) : Promise.resolve(false)))),
				nameOf(actor),
			]);
			const roles = allRoles.filter((_, index) => held[index] === true);
			return {
				asker: { person: { id: `slack:${actor.id}`, name }, roles, platform: "slack", caseNumber },
				unsure: roles.length === 0 && held.includes(null),
			};
		},
	};
}

async function inTime<T>(work: Promise<T>): Promise<T> {
	work.catch(() => {});
	const late = AbortSignal.timeout(nameMs);
	return Promise.race([
		work,
		new Promise<never>((_, reject) => {
			late.addEventListener("abort", () => reject(new Error("no name in time")));
		}),
	]);
}
