using Shoumi.Bench;

// judge                                  what one judgement costs
// ledger [postgres] [rows [seconds]]     the classification ledger at a million items, against a bare server over the same rows
// acts [postgres] [rows]                 a durable step against a bare insert; midnight and catching up
// start [rows]                           the first page against the SDK's Razor template, and the size of the package
// verify [lines]                         the verifier of the audit ledger, at a million lines, and one proof
// serve, bare                            the two servers of the bench, started by it as children
var postgres = args.Contains("postgres");
int[] numbers = [.. args.Skip(1).Where(a => int.TryParse(a, out _)).Select(int.Parse)];
return args.FirstOrDefault() switch
{
    "judge" => Judging.Run(),
    "ledger" => await LedgerBench.RunAsync(numbers.ElementAtOrDefault(0) is > 0 and var rows ? rows : 1_000_000, postgres, TimeSpan.FromSeconds(numbers.ElementAtOrDefault(1) is > 0 and var seconds ? seconds : 6)),
    "acts" => await ActBench.RunAsync(numbers.ElementAtOrDefault(0) is > 0 and var rows ? rows : 1_000_000, postgres),
    "start" => await StartBench.RunAsync(numbers.ElementAtOrDefault(0) is > 0 and var rows ? rows : 1_000_000),
    "verify" => VerifyBench.Run(numbers.ElementAtOrDefault(0) is > 0 and var lines ? lines : 1_000_000),
    "serve" => await Servers.ShoumiAsync(Place.Read(args[1], args[2])),
    "bare" => await Servers.BareAsync(Place.Read(args[1], args[2])),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- judge | ledger [postgres] [rows [seconds]] | acts [postgres] [rows] | start [rows] | verify [lines]");
    return 2;
}
