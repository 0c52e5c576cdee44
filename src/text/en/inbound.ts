/** What came back: bounces and answers. */
export const inbound = {
	cameBack: "came back",
	cameBackFrom: "Came back from",
	reasons: {
		"no-mailbox": "there is no such mailbox",
		"no-domain": "the domain takes no mail",
		disabled: "the mailbox is switched off",
		full: "the mailbox is full",
		"too-large": "the mail is too large for them",
		policy: "their mail server does not want this mail",
		"not-reachable": "their mail server can't be reached",
		other: "not delivered",
	},
	bounced: (operator: string, why: string) => `Mail to ${operator} came back: ${why}.`,
	bouncedFrom: (operator: string, mailboxes: string, why: string) =>
		`Mail to ${operator} came back from ${mailboxes}: ${why}. It also went to another mailbox of theirs.`,
	bouncedHint: "Choose another mailbox at ‘Mails to judge’.",
	delayed: (operator: string, why: string) => `Mail to ${operator} is delayed: ${why}. The mail server goes on trying.`,
	replied: (operator: string) => `${operator} answered; look in the mailbox.`,
	repliedUnsure: "Mail about this case came in, and it is not sure from whom; look in the mailbox.",
	otherContact: "Another contact …",
	notReachedNote: (mails: string) => `Did not arrive: ${mails}. At ‘Mails to judge’ you choose another contact.`,
};
