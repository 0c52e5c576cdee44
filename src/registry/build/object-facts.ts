import type { RpslObject } from "../../core/contact/rpsl.ts";

/** Maintainers of allocations, end-user and legacy space (RIPE-NCC/whois, Maintainers.java and whois.properties). */
const stopMaintainers = new Set(["RIPE-NCC-HM-MNT", "RIPE-NCC-END-MNT", "RIPE-NCC-LEGACY-MNT"]);

/** The attributes of one object that matter, read in one pass: there are millions of objects. */
export interface ObjectFacts {
	name: string;
	readonly countries: string[];
	org: string;
	abuseC: string;
	ends: boolean;
	source: string;
	origin: string;
	handle: string;
	orgName: string | null;
	orgType: string;
	readonly mailboxes: string[];
}

const holdsStop = (value: string) =>
	stopMaintainers.has(value.toUpperCase()) ||
	(/[\s,]/.test(value) && value.split(/[\s,]+/).some((name) => stopMaintainers.has(name.toUpperCase())));

/** Filled anew for each object: one apiece would keep the garbage collector busier than all the rest. */
const facts: ObjectFacts = {
	name: "",
	countries: [],
	org: "",
	abuseC: "",
	ends: false,
	source: "",
	origin: "",
	handle: "",
	orgName: null,
	orgType: "",
	mailboxes: [],
};

function clearFacts(): void {
	facts.name = "";
	facts.countries.length = 0;
	facts.org = "";
	facts.abuseC = "";
	facts.ends = false;
	facts.source = "";
	facts.origin = "";
	facts.handle = "";
	facts.orgName = null;
	facts.orgType = "";
	facts.mailboxes.length = 0;
}

/** The facts of an object; good until the next call. */
export function factsOf({ attributes }: RpslObject): ObjectFacts {
	clearFacts();
	for (const [name, value] of attributes) {
		if (value === "" && name !== "country") continue;
		switch (name) {
			case "netname":
			case "as-name":
				facts.name ||= value;
				break;
			case "country":
				facts.countries.push(value);
				break;
			case "org":
				facts.org ||= value;
				break;
			case "abuse-c":
				facts.abuseC ||= value;
				break;
			case "mnt-by":
			case "mnt-lower":
				facts.ends ||= holdsStop(value);
				break;
			case "source":
				facts.source ||= value;
				break;
			case "origin":
				facts.origin ||= value;
				break;
			case "nic-hdl":
				facts.handle ||= value;
				break;
			case "org-name":
				facts.orgName ??= value;
				break;
			case "org-type":
				facts.orgType ||= value;
				break;
			case "abuse-mailbox":
				facts.mailboxes.push(value);
				break;
		}
	}
	return facts;
}
