import { addressesIn, replaceAddresses } from "../report/find-addresses.ts";
import type { CommandOf } from "./command.ts";
import { type Decision, refuse } from "./decision.ts";
import type { UploadRef } from "./event.ts";
import { freeLine, freeText } from "./free-text.ts";
import { publicLink } from "./public-link.ts";
import type { CaseState } from "./state.ts";

/** A new case from a report. `description` may be left to the title. */
export function decideOpen(state: CaseState | null, command: CommandOf<"OpenCase">): Decision {
	if (state !== null) return refuse(state, "case-exists");
	if (command.by === "bot") return refuse(state, "not-a-person");
	const title = freeLine(command.title, 120);
	if (typeof title !== "string")
		return refuse(state, title.refused === "text-missing" ? "title-missing" : title.refused);
	const description = freeText(command.description, 4000);
	if (typeof description !== "string")
		return refuse(state, description.refused === "text-missing" ? "description-missing" : description.refused);
	const reference = command.reference === null ? null : publicLink(command.reference);
	if (command.reference !== null && reference === null) return refuse(state, "reference-not-a-link");
	if (addressesIn(reference ?? "").length > 0) return refuse(state, "address-in-text");
	const reporter = command.reporter === null ? null : freeLine(command.reporter, 120);
	if (reporter !== null && typeof reporter !== "string") return refuse(state, reporter.refused);
	const { at, by, number, platform, category, credit } = command;
	const upload = shownUpload(command.upload);
	const typed = { title, category, description, reference, reporter };
	return [{ type: "CaseOpened", at, by, number, platform, ...typed, credit, upload }];
}

/** The file under a name that everybody may see: scanners name their files after what they scanned. */
export function shownUpload(upload: UploadRef): UploadRef {
	return { ...upload, fileName: replaceAddresses(upload.fileName, () => true, "x") };
}
