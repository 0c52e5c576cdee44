import type { webApi } from "@slack/bolt";
import type { Role } from "../../../core/case/people.ts";
import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import type { Trouble } from "../faults.ts";
import { ask, codeOf } from "./ask.ts";
import type { ExamineOptions } from "./examine.ts";
import { findingWords } from "./finding-words.ts";

/** A user group or a person. */
interface Seen {
	readonly finding: Finding | null;
	/** How many people have the role by it; null when Slack does not say. */
	readonly people: number | null;
}

type Group = NonNullable<webApi.UsergroupsListResponse["usergroups"]>[number];

const settings = {
	volunteer: { groups: "SLACK_VOLUNTEER_GROUPS", people: "SLACK_VOLUNTEERS" },
	coordinator: { groups: "SLACK_COORDINATOR_GROUPS", people: "SLACK_COORDINATORS" },
} as const;

/** Whether the user groups and people of the two roles are there, and whether anybody has them. */
export async function examineRoles(options: ExamineOptions, client: webApi.WebClient): Promise<readonly Finding[]> {
	const words = findingWords(options.language);
	const { volunteer, coordinator } = options.roles;
	const { answer, trouble } =
		volunteer.groups.length + coordinator.groups.length === 0
			? { answer: {}, trouble: null }
			: await ask(client.usergroups.list({ include_users: true, include_disabled: true }));
	const look = async (role: Role): Promise<readonly Seen[]> => {
		const { groups, people } = options.roles[role];
		const unseen: Seen = { finding: null, people: null };
		const seeGroup = (id: string) =>
			answer === null ? unseen : examineGroup(options, answer.usergroups ?? [], { setting: settings[role].groups, id });
		const seePerson = (id: string) => examinePerson(options, client, { setting: settings[role].people, id });
		return [...groups.map(seeGroup), ...(await Promise.all(people.map(seePerson)))];
	};
	const volunteers = await look("volunteer");
	const coordinators = await look("coordinator");
	const seen = [...volunteers, ...coordinators];
	const isNobody = (some: readonly Seen[]) => some.every(({ people }) => people === 0);
	const lacking = isNobody(seen)
		? [bad(words.nobody, words.nameSomebody)]
		: isNobody(coordinators)
			? [bad(words.noCoordinators, words.nameCoordinators)]
			: [];
	return [
		...(trouble === null ? [] : [groupsTrouble(options, trouble)]),
		...seen.flatMap(({ finding }) => (finding === null ? [] : [finding])),
		...lacking,
	];
}

interface Named {
	readonly setting: string;
	readonly id: string;
}

function examineGroup({ language }: ExamineOptions, groups: readonly Group[], { setting, id }: Named): Seen {
	const words = findingWords(language);
	const group = groups.find((each) => each.id === id);
	if (group === undefined)
		return { finding: bad(words.groupMissing(setting, id), words.copyGroup(setting)), people: 0 };
	const shown = `@${group.handle ?? id}`;
	// 0 for a group that is in use.
	if ((group.date_delete ?? 0) > 0)
		return { finding: bad(words.groupDisabled(setting, shown), words.enableGroup(setting)), people: 0 };
	const people = group.users?.length ?? 0;
	if (people === 0) return { finding: bad(words.groupEmpty(setting, shown), words.fillGroup), people };
	return { finding: good(words.groupGood(setting, shown, people)), people };
}

async function examinePerson(
	{ language }: ExamineOptions,
	client: webApi.WebClient,
	{ setting, id }: Named,
): Promise<Seen> {
	const words = findingWords(language);
	const { answer, trouble } = await ask(client.users.info({ user: id }));
	if (trouble?.kind === "missing-scope")
		return { finding: bad(words.peopleUnseen(id, trouble.scope), words.addScope(trouble.scope)), people: null };
	if (trouble !== null) return { finding: bad(words.personMissing(setting, id), words.copyPerson(setting)), people: 0 };
	const name = answer.user?.real_name ?? answer.user?.name ?? id;
	if (answer.user?.deleted === true)
		return { finding: bad(words.personDeleted(setting, name, id), words.dropPerson(setting)), people: 0 };
	return { finding: good(words.personGood(setting, name)), people: 1 };
}

/** Slack's codes of a workspace without user groups (docs.slack.dev/reference/methods/usergroups.list). */
const unpaid: ReadonlySet<string> = new Set(["plan_upgrade_required", "paid_teams_only"]);

function groupsTrouble({ language }: ExamineOptions, trouble: Trouble): Finding {
	const words = findingWords(language);
	if (trouble.kind === "missing-scope") return bad(words.groupsUnseen(trouble.scope), words.addScope(trouble.scope));
	const code = codeOf(trouble);
	return unpaid.has(code)
		? bad(words.groupsUnpaid, words.namePeople)
		: bad(words.groupsRefused(code), words.namePeople);
}
