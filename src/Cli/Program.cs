using System.CommandLine;
using Shoumi.Cli;

var root = new RootCommand("守密 Shoumi");
PolicyCommands.AddTo(root);
return root.Parse(args).Invoke();
