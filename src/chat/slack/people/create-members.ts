import type { webApi } from "@slack/bolt";

/** Who is in a user group. */
export interface Members {
	/** Ids of its people. Throws what the SDK throws when they are not known and Slack does not say. */
	of(group: string): Promise<ReadonlySet<string>>;
}

/** What Slack said is good for so long; then it is asked again, and until it answers nobody is in. */
const goodForMs = 5 * 60_000;

interface Asked {
	readonly at: number;
	readonly members: Promise<ReadonlySet<string>>;
}

/** `now` in milliseconds, of a clock that only goes forward. */
export function createMembers(client: webApi.WebClient, now: () => number = () => performance.now()): Members {
	const asked = new Map<string, Asked>();
	return {
		of(group) {
			const known = asked.get(group);
			if (known !== undefined && now() - known.at < goodForMs) return known.members;
			const members = fetchMembers(client, group);
			asked.set(group, { at: now(), members });
			// A failure is not kept: the next who asks has it tried again.
			members.catch(() => {
				if (asked.get(group)?.members === members) asked.delete(group);
			});
			return members;
		},
	};
}

async function fetchMembers(client: webApi.WebClient, usergroup: string): Promise<ReadonlySet<string>> {
	const { users = [] } = await client.usergroups.users.list({ usergroup });
	return new Set(users);
}
