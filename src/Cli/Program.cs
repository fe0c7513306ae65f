using System.CommandLine;
using Shoumi.Cli;
using Shoumi.Documents.Isolation;

if (Worker.RunIfAsked(args))
{
    return ExitCode.Done;
}

var language = Language.Of(args);
var root = new RootCommand(language.T("守密：保密办公室的工具", "Shoumi: the secrecy office's tool")) { language.Option };
MarkCommands.Add(root, language);
PolicyCommands.AddTo(root);
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();

// What was asked for is not understood: refused like everything else that is not done.
return parsed.Errors.Count > 0 ? ExitCode.Refused : code;
