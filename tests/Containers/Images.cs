using System.Globalization;
using SignalFire.Deploy.Tests;

namespace SignalFire.Containers;

/// <summary>Both images, built by deploy/containers/build.sh on bases of this machine's own files; built for the first test that asks, removed after the last.</summary>
public sealed class Images : IAsyncDisposable
{
    public const string Tag = "test";

    private const string Base = "signalfire-test-runtime";

    private static readonly string[] Built = [$"signalfire-gateway:{Tag}", $"signalfire-silo:{Tag}"];
    private static readonly string[] Names = [.. Built, Base, "signalfire-test-sdk"];

    // Tests of one class come one after the other.
    private Task? _building;

    internal Task BuiltAsync()
    {
        Tool.Buildah.Require();
        Tool.Podman.Require();
        return _building ??= BuildAsync();
    }

    /// <summary>What an image adds to its base, in bytes.</summary>
    internal static async Task<long> OwnBytesAsync(string image) => await BytesAsync($"{image}:{Tag}") - await BytesAsync(Base);

    public async ValueTask DisposeAsync()
    {
        if (_building is not null)
        {
            await RemoveAsync();
        }
    }

    private static async Task BuildAsync()
    {
        // Those that a run left behind that was cut off.
        await RemoveAsync();
        var mounts = await Shell.RunAsync(Repository.PathOf("tests", "Containers", "bases.sh"));
        await Shell.RunAsync(
            "env",
            [
                "ENGINE=buildah", Repository.PathOf("deploy", "containers", "build.sh"), Tag, "--isolation", "chroot", "--pull-never", .. mounts.Split(' '),
                "--build-arg", "SDK_IMAGE=localhost/signalfire-test-sdk", "--build-arg", $"RUNTIME_IMAGE=localhost/{Base}",
            ]);
        foreach (var name in Built.Append(Base))
        {
#pragma warning disable RS0030 // For who reads what CI said: a size is no fault.
            Console.WriteLine(FormattableString.Invariant($"image {name}: {await BytesAsync(name) / 1e6:0} MB"));
#pragma warning restore RS0030
        }
    }

    private static async Task<long> BytesAsync(string name) =>
        long.Parse(await Shell.RunAsync("podman", "image", "inspect", "--format", "{{.Size}}", $"localhost/{name}"), CultureInfo.InvariantCulture);

    private static async Task RemoveAsync() => await Shell.TryAsync("buildah", ["rmi", .. Names.Select(name => $"localhost/{name}")]);
}
