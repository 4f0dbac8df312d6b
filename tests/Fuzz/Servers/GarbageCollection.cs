using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using SignalFire.Load;

namespace SignalFire.Fuzz.Servers;

/// <summary>Makes another .NET process collect its garbage, through its diagnostics socket: a trace session that asks for it does it as it begins.</summary>
internal static class GarbageCollection
{
    private const ulong GCHeapCollectKeyword = 0x800000;
    private const int Informational = 4;
    private const int Passes = 2;

    /// <summary>Collects it all, twice: finalizers leave some of it for the second time.</summary>
    public static async Task ForceAsync(int pid, CancellationToken cancellation)
    {
        for (var i = 0; i < Passes; i++)
        {
            await CollectAsync(pid, cancellation);
            // Memory is given back to the system in the background, a little later.
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    private static async Task CollectAsync(int pid, CancellationToken cancellation)
    {
        var path = Directory.GetFiles(Path.GetTempPath(), Invariant($"dotnet-diagnostic-{pid}-*-socket")).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            ?? throw new LoadException(Invariant($"Process {pid} has no diagnostics socket; is DOTNET_EnableDiagnostics=0 set?"));
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        await socket.SendAsync(Request(), SocketFlags.None, cancellation);
        var answer = new byte[28];
        await using NetworkStream stream = new(socket);
        await stream.ReadExactlyAsync(answer, cancellation);
        // Command set 0xff is the server's, and its command 0 is OK.
        if (answer is not [.., 0xff, 0x00, _, _, _, _, _, _, _, _, _, _])
        {
            throw new LoadException(Invariant($"Process {pid} can't be made to collect its garbage."));
        }
    }

    /// <summary>The command CollectTracing2 of the diagnostics protocol, with one provider.</summary>
    private static byte[] Request()
    {
        using MemoryStream payload = new();
        using BinaryWriter writer = new(payload, Encoding.Unicode);
        writer.Write(1u);
        writer.Write(1u);
        writer.Write(false);
        writer.Write(1u);
        writer.Write(GCHeapCollectKeyword);
        writer.Write((uint)Informational);
        const string Provider = "Microsoft-Windows-DotNETRuntime\0";
        writer.Write((uint)Provider.Length);
        writer.Write(Provider.AsSpan());
        writer.Write(0u);
        writer.Flush();

        var head = new byte[20];
        "DOTNET_IPC_V1\0"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(14), (ushort)(head.Length + payload.Length));
        head[16] = 2;
        head[17] = 3;
        return [.. head, .. payload.ToArray()];
    }
}
