import PQueue from "p-queue";
import { getDomain } from "tldts";
import { readSecurityTxt } from "../../core/contact/read-security-txt.ts";
import type { WebsiteAnswer } from "../../core/contact/website-answer.ts";
import { isSpecialUseTarget } from "../../core/report/special-use.ts";
import { sharedWork } from "../shared-work.ts";
import { SiteFault } from "./site-fault.ts";
import type { SiteOptions } from "./site-options.ts";
import { openSiteVisit, type SiteVisit } from "./site-visit.ts";

/**
 * RFC 9116, section 3: a file in the first place counts; one in the second is for what is older than the RFC. Only of the host
 * itself: a file speaks neither for the domain above it nor for those below (section 3.1).
 */
const places = ["/.well-known/security.txt", "/security.txt"];

/** Whether two hosts are somebody's own: of one registrable domain, where hosting domains count as those of their customers. */
function isSameDomain(one: string, other: string): boolean {
	const domain = getDomain(one, { allowPrivateDomains: true });
	return one === other || (domain !== null && domain === getDomain(other, { allowPrivateDomains: true }));
}

async function askPlaces(host: string, visit: SiteVisit, { clock }: SiteOptions): Promise<WebsiteAnswer> {
	let isRefused = false;
	for (const place of places) {
		// A name whose A-labels are none that a URL takes.
		if (!URL.canParse(`https://${host}${place}`)) throw new SiteFault("unreachable");
		const asked = new URL(`https://${host}${place}`);
		const page = await visit.get(asked);
		if (page.kind === "refused") isRefused = true;
		if (page.kind !== "page") continue;
		const now = clock();
		const { url, contentType, bytes, cut } = page;
		const sameDomain = isSameDomain(host, url.hostname);
		const file = readSecurityTxt({ asked: asked.href, url: url.href, sameDomain, contentType, bytes, cut, now });
		if (file !== null) return { kind: "found", file, asOf: now };
	}
	return isRefused ? { kind: "failed", reason: "refused" } : { kind: "none", asOf: clock() };
}

async function askOnce(host: string, signal: AbortSignal, options: SiteOptions): Promise<WebsiteAnswer> {
	signal.throwIfAborted();
	if (isSpecialUseTarget({ kind: "host", text: host, host }, [])) {
		return { kind: "failed", reason: "host-in-special-use" };
	}
	const deadline = AbortSignal.timeout(options.deadlineMs);
	const visit = openSiteVisit(options, AbortSignal.any([signal, deadline]));
	try {
		return await askPlaces(host, visit, options);
	} catch (error) {
		signal.throwIfAborted();
		if (deadline.aborted) return { kind: "failed", reason: "time-out" };
		if (error instanceof SiteFault) return { kind: "failed", reason: error.reason };
		throw error;
	} finally {
		await visit.close();
	}
}

/** Asks a website for its security.txt: a host once at a time for all who ask, a few hosts at a time in all. */
export function websiteAsker(options: SiteOptions): (host: string, signal: AbortSignal) => Promise<WebsiteAnswer> {
	const queue = new PQueue({ concurrency: options.concurrency });
	return sharedWork((host, signal) => queue.add(() => askOnce(host, signal, options)));
}
