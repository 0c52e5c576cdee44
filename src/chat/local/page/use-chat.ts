import { createContext } from "preact";
import { useContext, useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import { type Entry, entriesOf, type TypedValues } from "../../../core/command/parse-line.ts";
import type { Answer, InteractionHead, Place } from "../wire.ts";
import { ApiFault, api } from "./api.ts";
import { followChanges } from "./live.ts";
import {
	type Action,
	channelOf,
	type Dialog,
	emptyState,
	hashOf,
	isToLoad,
	type Route,
	reduce,
	routeOf,
	type State,
	threadChannel,
	threadOf,
} from "./state.ts";
import { type PageTexts, texts, troubleText } from "./texts.ts";

const personaKey = "meldkamer.persona";
const toastMs = 9000;
const mailPollMs = 3000;

export interface Chat {
	readonly state: State;
	readonly t: PageTexts;
	readonly entries: readonly Entry[];
	readonly place: (channel: string, message?: number | null) => Place;
	readonly go: (route: Route) => void;
	readonly show: (dialog: Dialog | null) => void;
	readonly toast: (text: string) => void;
	readonly dismiss: (id: number) => void;
	readonly actAs: (id: string) => void;
	readonly older: (channel: string) => Promise<void>;
	readonly press: (place: Place, id: string, value: string | null) => Promise<void>;
	readonly say: (place: Place, text: string) => Promise<boolean>;
	/** Gives null when it worked, or what to show where it was asked. */
	readonly submit: (request: Submission) => Promise<string | null>;
}

export interface Submission {
	readonly kind: InteractionHead["kind"];
	readonly name: string;
	readonly place: Place;
	readonly values: TypedValues;
	readonly file: { readonly option: string; readonly file: File } | null;
	readonly onProgress?: (part: number) => void;
}

export const ChatContext = createContext<Chat | null>(null);

export function useChat(): Chat {
	const chat = useContext(ChatContext);
	if (chat === null) throw new Error("no chat around this");
	return chat;
}

/** The link's fragment may hold the key; it is traded for a cookie and taken out of the address. */
async function signIn(): Promise<void> {
	const key = /^#key=(.+)$/.exec(location.hash)?.[1];
	if (key === undefined) return;
	history.replaceState(null, "", "#/");
	await api.signIn(decodeURIComponent(key));
}

const isNotFound = (fault: unknown): boolean =>
	fault instanceof ApiFault && fault.trouble !== "offline" && fault.trouble.error === "not-found";

function createActions(dispatch: (action: Action) => void, now: () => State) {
	let toasts = 0;
	const toast = (text: string): void => {
		const id = ++toasts;
		dispatch({ type: "toast", id, text });
		setTimeout(() => dispatch({ type: "dismiss", id }), toastMs);
	};
	const words = (fault: unknown): string => {
		const language = now().setup?.language ?? "nl";
		if (!(fault instanceof ApiFault)) throw fault;
		if (fault.trouble === "offline") return texts[language].offline;
		if (fault.trouble.error === "not-signed-in") dispatch({ type: "signed-out" });
		return troubleText(language, fault.trouble);
	};
	const load = async (channel: string): Promise<void> => {
		try {
			const { as } = now();
			const page = await api.messages(channel, as, null);
			if (now().as === as) dispatch({ type: "page", channel, page, older: false });
		} catch (fault) {
			toast(words(fault));
			// Out of reach for a moment, it stays open and is loaded once the line is back.
			if (channel.startsWith("thread:") && isNotFound(fault)) location.hash = "#/cases";
		}
	};
	const take = (answer: Answer, place: Place): void => {
		if (answer.kind === "form") dispatch({ type: "dialog", dialog: { kind: "form", form: answer.form, place } });
		if (answer.kind === "message") dispatch({ type: "change", change: answer });
	};
	return {
		toast,
		words,
		load,
		loadMails: () =>
			api.mails().then(
				(mails) => dispatch({ type: "mails", mails }),
				() => {},
			),
		loadThreads: () =>
			api.threads().then(
				(threads) => dispatch({ type: "threads", threads }),
				(fault) => toast(words(fault)),
			),
		async older(channel: string): Promise<void> {
			const before = now().timelines[channel]?.older ?? null;
			if (before === null) return;
			try {
				const page = await api.messages(channel, now().as, before);
				dispatch({ type: "page", channel, page, older: true });
			} catch (fault) {
				toast(words(fault));
			}
		},
		async press(place: Place, id: string, value: string | null): Promise<void> {
			try {
				take(await api.press({ ...place, id, value }), place);
			} catch (fault) {
				toast(words(fault));
			}
		},
		async say(place: Place, text: string): Promise<boolean> {
			try {
				await api.say(place, text);
				return true;
			} catch (fault) {
				toast(words(fault));
				return false;
			}
		},
		async submit({ kind, name, place, values, file, onProgress }: Submission): Promise<string | null> {
			const about = file && { option: file.option, fileName: file.file.name, bytes: file.file.size };
			try {
				const head = { ...place, kind, name, values, file: about };
				take(await api.interact(head, file?.file ?? null, onProgress ?? (() => {})), place);
				return null;
			} catch (fault) {
				return words(fault);
			}
		},
	};
}

/** The page's state and all that can be done with it. */
export function useChatState(): Chat {
	const [state, dispatch] = useReducer(reduce, emptyState);
	const latest = useRef(state);
	latest.current = state;
	const actions = useMemo(() => createActions(dispatch, () => latest.current), []);
	const language = state.setup?.language ?? (navigator.language.startsWith("nl") ? "nl" : "en");

	useEffect(() => {
		const onHash = (): void => dispatch({ type: "route", route: routeOf(location.hash) });
		addEventListener("hashchange", onHash);
		signIn()
			.then(api.setup)
			.then(
				(setup) => {
					const kept = sessionStorage.getItem(personaKey);
					const persona = setup.people.find((each) => each.id === kept) ?? setup.people[0];
					document.documentElement.lang = setup.language;
					dispatch({ type: "setup", setup, as: persona?.id ?? "" });
					onHash();
				},
				(fault) => {
					dispatch({ type: "signed-out" });
					if (fault instanceof ApiFault && fault.message !== "not-signed-in") actions.toast(actions.words(fault));
				},
			);
		return () => removeEventListener("hashchange", onHash);
	}, [actions]);

	const { as } = state;
	useEffect(() => {
		if (as === "") return;
		let first = true;
		return followChanges(as, {
			onConnection: (connection) => {
				dispatch({ type: "connection", connection });
				// Loading only now: what changes from here on comes over the stream, so nothing falls in between.
				if (connection === "live" && first) {
					first = false;
					void actions.loadThreads();
					dispatch({ type: "change", change: { kind: "reset" } });
				}
			},
			onChange: (change) => {
				dispatch({ type: "change", change });
				if (change.kind === "reset") void actions.loadThreads();
			},
		});
	}, [as, actions]);

	const thread = threadOf(state.route);
	const wanted = [channelOf(state.route), ...(thread === null ? [] : [threadChannel(thread)])];
	const missing = wanted.filter((channel) => isToLoad(state, channel)).join(" ");
	useEffect(() => {
		if (as === "" || state.connection !== "live") return;
		for (const channel of missing.split(" ").filter((name) => name !== "")) void actions.load(channel);
	}, [missing, as, state.connection, state.generation, actions]);

	const reading = state.route.view === "mail";
	const hasOutbox = state.setup?.outbox === true;
	useEffect(() => {
		if (!hasOutbox) return;
		void actions.loadMails();
		if (!reading) return;
		const timer = setInterval(() => void actions.loadMails(), mailPollMs);
		return () => clearInterval(timer);
	}, [reading, hasOutbox, state.threads, actions]);

	return useMemo<Chat>(
		() => ({
			state,
			t: texts[language],
			entries: entriesOf(state.setup?.commands ?? []),
			place: (channel, message = null) => ({ as: state.as, channel, message }),
			go: (route) => {
				location.hash = hashOf(route);
			},
			show: (dialog) => dispatch({ type: "dialog", dialog }),
			toast: actions.toast,
			dismiss: (id) => dispatch({ type: "dismiss", id }),
			actAs: (id) => {
				sessionStorage.setItem(personaKey, id);
				dispatch({ type: "act-as", as: id });
			},
			older: actions.older,
			press: actions.press,
			say: actions.say,
			submit: actions.submit,
		}),
		[state, language, actions],
	);
}
