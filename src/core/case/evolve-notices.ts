import { noticesOfRound } from "./due-groups.ts";
import type { CaseEvent } from "./event.ts";
import type { CaseState, Notice, NoticeBounce } from "./state.ts";

/** The notices that this fold copied itself and may change in place: nobody else has them. */
export interface Own {
	notices: Record<string, Notice> | null;
}

function partsOf(notice: Notice, { parts }: CaseEvent & { type: "NoticeSplit" }): Notice[] {
	let skip = 0;
	return parts.map(({ id, findings }, index) => {
		const part = { number: index + 1, of: parts.length, skip };
		skip += findings;
		const before = index === 0 ? notice : { ...notice, attempts: 0 };
		return { ...before, id, findings, part };
	});
}

type NoticeEvent = CaseEvent & {
	type: "NoticesQueued" | "NoticeSettled" | "NoticeSplit" | "UnknownResolved" | "NoticeRetried" | "NoticeBounced";
};

/** The notices with those put in. */
function withNotices(state: CaseState, put: readonly Notice[], own: Own): CaseState["notices"] {
	if (own.notices === null || own.notices !== state.notices) own.notices = { ...state.notices };
	for (const notice of put) own.notices[notice.id] = notice;
	return own.notices;
}

/** The notices after something else was decided for a group: its mails of this round go no further. */
export function withReplaced(state: CaseState, group: number, own: Own): CaseState["notices"] {
	const mailed = noticesOfRound(state).filter((notice) => notice.group === group);
	if (mailed.length === 0) return state.notices;
	return withNotices(
		state,
		mailed.map((notice) => ({ ...notice, replaced: true })),
		own,
	);
}

function bouncedOf({ bounced }: Notice, event: CaseEvent & { type: "NoticeBounced" }): NoticeBounce {
	const { dead, late, status } = bounced ?? { dead: [], late: [], status: null };
	const { mailboxes, permanent } = event;
	if (!permanent) return { dead, late: [...late, ...mailboxes], status };
	return {
		dead: [...dead, ...mailboxes],
		late: late.filter((mailbox) => !mailboxes.includes(mailbox)),
		status: event.status,
	};
}

/** A notice after the outcome of an attempt. */
export function settledNotice(notice: Notice, event: CaseEvent & { type: "NoticeSettled" }): Notice {
	const { outcome: status, attempt: attempts, code, retryAt } = event;
	return { ...notice, status, attempts, code, retryAt };
}

/** The state after an event about notices. Throws for a notice that is not there. */
export function applyToNotices(state: CaseState, event: NoticeEvent, own: Own): CaseState {
	if (event.type === "NoticesQueued") {
		const fresh = { round: event.round, status: "queued", attempts: 0, code: null, retryAt: null } as const;
		const added = event.notices.map((notice): Notice => ({ ...notice, ...fresh }));
		return { ...state, status: "sending", notices: withNotices(state, added, own) };
	}
	const notice = state.notices[event.notice];
	if (notice === undefined) throw new Error(`case ${state.number}: ${event.type} for a notice that is not there`);
	// A paused case stays paused: what goes out again waits for the resume, like everything else. What came back says nothing of it.
	const { bounced: _, ...fresh } = notice;
	const requeued = (): CaseState => ({
		...state,
		status: state.status === "paused" ? "paused" : "sending",
		notices: withNotices(state, [{ ...fresh, status: "queued", retryAt: null }], own),
	});
	const put = (change: Partial<Notice>): CaseState => ({
		...state,
		notices: withNotices(state, [{ ...notice, ...change }], own),
	});
	switch (event.type) {
		case "NoticeSettled":
			return put(settledNotice(notice, event));
		case "NoticeSplit":
			return { ...state, notices: withNotices(state, partsOf(notice, event), own) };
		case "UnknownResolved":
			return event.as === "sent" ? put({ status: "accepted" }) : requeued();
		case "NoticeRetried":
			return requeued();
		case "NoticeBounced":
			return put({ bounced: bouncedOf(notice, event) });
	}
}
