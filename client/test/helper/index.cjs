/** Stands in for another assistant: calls REM's run tool with the text of the active editor, and writes what came back into a new document. */
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.commands.registerCommand('remTestHelper.callRun', async () => {
    const input = { statement: vscode.window.activeTextEditor.document.getText().trim() };
    const content = await vscode.lm.invokeTool('rem_run', { input, toolInvocationToken: undefined }).then(
      (result) => `answered ${result.content.map(({ value }) => value).join('')}`,
      (error) => `refused ${error.message}`,
    );
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
  }));
};
