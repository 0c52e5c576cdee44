import { bad, type Finding, good } from "./finding.ts";

/** Whether a host answers, whatever it answers. */
export type HostAnswers = (host: string) => Promise<boolean>;

/** What the doctor says of the hosts that a chat's files lie on. */
export interface HostWords {
	readonly hostGood: (host: string) => string;
	readonly hostBad: (host: string) => string;
	readonly checkHost: string;
	readonly noHosts: string;
	readonly nameHosts: string;
}

/** One finding for each host, or one when there is none. */
export async function examineHosts(
	hosts: readonly string[],
	answers: HostAnswers,
	words: HostWords,
): Promise<readonly Finding[]> {
	if (hosts.length === 0) return [bad(words.noHosts, words.nameHosts)];
	return Promise.all(
		hosts.map(async (host) =>
			(await answers(host)) ? good(words.hostGood(host)) : bad(words.hostBad(host), words.checkHost),
		),
	);
}
