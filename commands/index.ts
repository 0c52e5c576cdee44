import type { Command, Press } from "../src/app/command.ts";
import { caseCommand } from "./case.ts";
import { contact } from "./contact.ts";
import { lookup } from "./lookup.ts";
import { mail } from "./mail.ts";
import { optout } from "./optout.ts";
import { assign, offer } from "./press/assign.ts";
import { close } from "./press/close.ts";
import { column } from "./press/column.ts";
import { entries } from "./press/entries.ts";
import { group, groups } from "./press/groups.ts";
import { handOver } from "./press/hand-over.ts";
import { importEntries } from "./press/import-entries.ts";
import { countSent, notice, retry, sendAgain, unknowns } from "./press/judge.ts";
import { leaveOut } from "./press/leave-out.ts";
import { ownAddress, ownCode } from "./press/own-mailbox.ts";
import { pause, resume } from "./press/pause.ts";
import { preview } from "./press/preview.ts";
import { problems } from "./press/problems.ts";
import { send as sendPress } from "./press/send.ts";
import { testMail } from "./press/test-mail.ts";
import { vote } from "./press/vote.ts";
import { registry } from "./registry.ts";
import { report } from "./report.ts";
import { send } from "./send.ts";
import { status } from "./status.ts";

/** Every slash command, in the order in which they are shown. */
export const commands: readonly Command[] = [
	...[report, caseCommand, lookup, send, mail, status],
	...[contact, optout, registry],
];

/** Every button, menu and form. */
export const presses: readonly Press[] = [
	...[vote, column, problems, preview, sendPress, pause, resume, close],
	...[groups, group, assign, offer, leaveOut, handOver],
	...[unknowns, notice, countSent, sendAgain, retry],
	...[entries, importEntries],
	...[testMail, ownAddress, ownCode],
];
