using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Sizing;

/// <summary>The command `sizing`.</summary>
internal static class SizingCommand
{
    public static Command Create()
    {
        Option<int[]> steps = new("--steps")
        {
            Description = "Idle peers at which memory is read; at least two numbers, each above the one before.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [1_000, 5_000, 10_000, 20_000],
        };
        steps.Validators.Add(result =>
        {
            int[] values = result.GetValueOrDefault<int[]>();
            if (values.Length < 2 || values[0] < 1 || values.Zip(values.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                result.AddError("--steps needs at least two numbers of peers, each above the one before.");
            }
        });
        Option<double> settle = LoadOption.Seconds("--settle", 10, "How long each step is left in peace before its memory is read.");
        Option<WireForm> form = LoadOption.Form();
        form.DefaultValueFactory = _ => WireForm.V1;
        Option<int> pairs = LoadOption.Pairs(100);
        Option<int> rate = LoadOption.Count("--rate", 2000, 1, 200_000, "Messages per second of the moderate load.");
        Option<int> size = LoadOption.Count("--size", 300, 150, 64 * 1024, "Bytes of each message.");
        Option<double> warmup = LoadOption.Seconds("--warmup", 10, "Time under full load before anything is measured with messages.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 15, "Measured time of each load.");
        Command command = new(
            "sizing", "Starts Redis, a silo and a gateway, and prints what peers cost each in memory and messages in CPU, as Markdown.")
        {
            steps, settle, form, pairs, rate, size, warmup, seconds,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            SizingSettings settings = new(
                parsed.GetRequiredValue(steps), parsed.GetValue(settle), parsed.GetValue(form), parsed.GetValue(pairs),
                parsed.GetValue(rate), parsed.GetValue(size), parsed.GetValue(warmup), parsed.GetValue(seconds));
            SizingResult result = await SizingRun.RunAsync(settings, cancellation);
            SizingTable.Write(Console.Out, result);
            return Verdict.Of(result.Faults);
        });
        return command;
    }
}
