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
VerifyCommands.Add(root, language);
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
{
    return await parsed.InvokeAsync();
}

// What was asked for is not understood: refused like everything else that is not done, and the usage is part of the complaint, so that
// whatever reads the output is never given it.
await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
return ExitCode.Refused;
