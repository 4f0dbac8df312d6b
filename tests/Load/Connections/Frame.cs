namespace SignalFire.Load.Connections;

/// <summary>One frame in the receive buffer; gone with the next read.</summary>
internal readonly ref struct Frame(Opcode opcode, bool final, ReadOnlySpan<byte> payload)
{
    public Opcode Opcode { get; } = opcode;

    public bool Final { get; } = final;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
