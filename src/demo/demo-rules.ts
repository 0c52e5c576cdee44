/** What the demo's team decided beforehand: kind and value as the directory and the opt-outs hold them. */
export const demoDirectory = [
	{
		kind: "cidr",
		value: "203.0.113.64/28",
		operator: "Zorg-CERT (demo)",
		mailboxes: ["meldingen@zorgcert.example"],
		reason: "Meldt door aan zorginstellingen",
	},
] as const;

export const demoOptOuts = [
	{ kind: "cidr", value: "203.0.113.192/28", reason: "Verzocht om geen meldingen te krijgen" },
] as const;
