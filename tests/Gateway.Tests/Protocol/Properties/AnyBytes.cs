using System.Text;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Whatever a peer can send: noise, or a message with something done to it.</summary>
public sealed record AnyBytes(byte[] Bytes)
{
    public override string ToString() => $"{Convert.ToHexString(Bytes)} ({Encoding.Latin1.GetString(Bytes)})";
}
