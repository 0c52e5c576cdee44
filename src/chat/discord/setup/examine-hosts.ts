import type { ExamineOptions } from "./examine.ts";
import { bad, type Finding, good } from "./finding.ts";
import { findingWords } from "./finding-words.ts";

const answerMs = 10_000;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

/** Whether the hosts that attachments lie on answer; whatever they answer will do. */
export async function examineHosts({ fileHosts, language }: ExamineOptions): Promise<readonly Finding[]> {
	const words = findingWords(language);
	if (fileHosts.length === 0) return [bad(words.noHosts, words.nameHosts)];
	return Promise.all(
		fileHosts.map(async (host) =>
			(await answers(host)) ? good(words.hostGood(host)) : bad(words.hostBad(host), words.checkHost),
		),
	);
}

async function answers(host: string): Promise<boolean> {
	try {
		const url = `${loopback.test(host) ? "http" : "https"}://${host}/`;
		const response = await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(answerMs) });
		await response.body?.cancel();
		return true;
	} catch {
		return false;
	}
}
