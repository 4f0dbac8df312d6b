using SignalFire.Deploy.Tests;

namespace SignalFire.Containers;

/// <summary>Both images, built by deploy/containers/build.sh on bases of this machine's own files; built for the first test that asks, removed after the last.</summary>
public sealed class Images : IAsyncDisposable
{
    public const string Tag = "test";

    private static readonly string[] Names = [$"signalfire-gateway:{Tag}", $"signalfire-silo:{Tag}", "signalfire-test-runtime", "signalfire-test-sdk"];

    // Tests of one class come one after the other.
    private Task? _building;

    internal Task BuiltAsync()
    {
        Tool.Buildah.Require();
        Tool.Podman.Require();
        return _building ??= BuildAsync();
    }

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
                "--build-arg", "SDK_IMAGE=localhost/signalfire-test-sdk", "--build-arg", "RUNTIME_IMAGE=localhost/signalfire-test-runtime",
            ]);
    }

    private static async Task RemoveAsync() => await Shell.TryAsync("buildah", ["rmi", .. Names.Select(name => $"localhost/{name}")]);
}
