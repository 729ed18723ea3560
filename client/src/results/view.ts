/** The results view in the panel: keeps the tabs, sends them to the page, and passes on what the person does there. */
import * as vscode from 'vscode';
import type { RunAnswer } from '@rem/server/protocol';
import { fromPageSchema, type ExportFormat, type FromPage, type Tab, type TabContent, type ToPage } from './messages.ts';
import { openTarget } from './open-target.ts';
import { pageHtml } from './page.ts';
import { createTabs } from './tabs.ts';

/** What the page asks that needs the server. */
export type PanelAction =
  | { kind: 'rerun' | 'cancel' | 'measure' | 'source'; tab: Tab }
  | { kind: 'expand' | 'note'; tab: Tab; label: string }
  | { kind: 'export'; tab: Tab; format: ExportFormat };

export type Results = {
  /** Opens a tab for a statement that starts to run, and shows the view without taking the focus. */
  begin: (text: string, connection: string) => Tab;
  finish: (id: number, content: TabContent, text?: string) => void;
  expanded: (id: number, label: string, answer: RunAnswer) => void;
  /** Shows the view and gives it the focus. */
  reveal: () => Promise<void>;
  onAction: (listener: (action: PanelAction) => void) => void;
};

const viewId = 'rem.results';

export function resultsView(context: vscode.ExtensionContext): Results {
  const tabs = createTabs();
  let view: vscode.WebviewView | undefined;
  let listener: (action: PanelAction) => void = () => undefined;
  const post = (message: ToPage): void => { void view?.webview.postMessage(message); };
  const postAll = (): void => post({ kind: 'all', tabs: tabs.all(), active: tabs.active() });

  const receive = (value: unknown): void => {
    const message = fromPageSchema.safeParse(value);
    if (message.success) handle(message.data);
  };
  const handle = (message: FromPage): void => {
    switch (message.kind) {
      case 'ready': return postAll();
      case 'select': return tabs.select(message.id);
      case 'close': tabs.remove(message.id); return postAll();
      case 'pin': tabs.togglePin(message.id); return postAll();
      case 'copy': return void vscode.env.clipboard.writeText(message.text);
      case 'open': return void openTarget(message.target);
      case 'history': return void vscode.commands.executeCommand('rem.history');
      default: return ofTab(message);
    }
  };
  const ofTab = (message: Extract<FromPage, { kind: PanelAction['kind'] }>): void => {
    const tab = tabs.get(message.id);
    if (!tab) return;
    const { id: _, ...action } = message;
    listener({ ...action, tab });
  };

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView: (resolved) => {
      view = resolved;
      resolved.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')] };
      resolved.webview.onDidReceiveMessage(receive);
      resolved.onDidDispose(() => { view = undefined; });
      resolved.webview.html = pageHtml(resolved.webview, context.extensionUri);
    },
  };
  context.subscriptions.push(vscode.window.registerWebviewViewProvider(viewId, provider, { webviewOptions: { retainContextWhenHidden: true } }));

  return {
    begin: (text, connection) => {
      const tab = tabs.add(text, connection);
      postAll();
      void showWithoutFocus(view);
      return tab;
    },
    finish: (id, content, text) => {
      const tab = tabs.update(id, content, text);
      if (tab) post({ kind: 'tab', tab });
    },
    expanded: (id, label, answer) => post({ kind: 'expanded', id, label, answer }),
    reveal: async () => { await vscode.commands.executeCommand(`${viewId}.focus`); },
    onAction: (next) => { listener = next; },
  };
}

/** A view that was never open can only be opened by its focus command, which can leave the focus where it is. */
async function showWithoutFocus(view: vscode.WebviewView | undefined): Promise<void> {
  if (view) return view.show(true);
  await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
}
