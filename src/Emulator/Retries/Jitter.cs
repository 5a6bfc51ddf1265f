namespace ToskaMesh.Emulator.Retries;

/// <summary>The injected randomness of retries: a number in [0, 1).</summary>
internal delegate double Jitter();
