using Shoumi.Bench;

// judge                      what one judgement costs
// ledger [rows [seconds]]    the classification ledger at a million items, against a bare server over the same rows
// serve, bare                the two servers of that bench, started by it as children
return args switch
{
    ["judge"] => Judging.Run(),
    ["ledger"] => await LedgerBench.RunAsync(1_000_000),
    ["ledger", var rows] when int.TryParse(rows, out var n) && n > 0 => await LedgerBench.RunAsync(n),
    ["ledger", var rows, var seconds] when int.TryParse(rows, out var n) && n > 0 && int.TryParse(seconds, out var time) && time > 0 => await LedgerBench.RunAsync(n, TimeSpan.FromSeconds(time)),
    ["serve", var folder] => await Servers.ShoumiAsync(folder),
    ["bare", var folder] => await Servers.BareAsync(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- judge | ledger [rows [seconds]]");
    return 2;
}
