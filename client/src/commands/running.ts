/** While a statement runs: an entry in the status bar that cancels it, and the context that lets Escape do the same. */
import * as vscode from 'vscode';

/** A run that is over by then shows no entry: a flicker tells nobody anything. */
const shownAfter = 250;

export function runningMark(): (count: number) => void {
  const item = vscode.window.createStatusBarItem('rem.running', vscode.StatusBarAlignment.Right, 91);
  item.name = 'REM running';
  item.command = 'rem.cancel';
  item.tooltip = 'Cancel what runs (Escape in the editor)';
  let timer: NodeJS.Timeout | undefined;
  return (count) => {
    clearTimeout(timer);
    void vscode.commands.executeCommand('setContext', 'rem.running', count > 0);
    item.text = `$(debug-stop) Cancel ${count === 1 ? 'the run' : `${count} runs`}`;
    if (count === 0) item.hide();
    else timer = setTimeout(() => item.show(), shownAfter);
  };
}
