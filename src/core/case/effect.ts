import type { Instant } from "../instant.ts";

/** What an event asks of the world, as data; stored as a job in the transaction of its event. */
/* PostSteps also re-renders the case's panels: both follow from the same events, and a panel must be posted before it can change. */
export type Effect =
	| { readonly type: "PostSteps"; readonly caseNumber: string }
	| { readonly type: "ReadReport"; readonly caseNumber: string }
	| { readonly type: "RemindPoll"; readonly caseNumber: string; readonly poll: number; readonly at: Instant }
	| { readonly type: "ResolveContacts"; readonly caseNumber: string }
	| { readonly type: "SendNotices"; readonly caseNumber: string; readonly at: Instant | null }
	| {
			readonly type: "SendTestMail";
			readonly caseNumber: string;
			readonly round: number;
			readonly group: number;
			/** As in `testMailId`. */
			readonly run: number;
			/** Whose own mailbox it goes to. */
			readonly personId: string;
			/** Counts from 1. */
			readonly attempt: number;
	  }
	| { readonly type: "DropUpload"; readonly caseNumber: string; readonly upload: string }
	| { readonly type: "PurgeCase"; readonly caseNumber: string; readonly at: Instant };
