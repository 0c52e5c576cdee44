import type { HostResolver } from "../../src/ports/host-resolver.ts";
import type { WebsiteContacts } from "../../src/ports/website-contacts.ts";

/** No name has an address, and no website says anything. */
export const noWebsites: {
	readonly hosts: HostResolver;
	readonly websites: WebsiteContacts;
	readonly websiteContact: "operator";
} = {
	hosts: { resolve: async () => ({ kind: "no-address" }) },
	websites: { find: async () => ({ kind: "none", asOf: "2026-11-21T12:00:00.000Z" }) },
	websiteContact: "operator",
};
