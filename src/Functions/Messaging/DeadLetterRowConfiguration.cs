using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Messaging;

internal sealed class DeadLetterRowConfiguration : IEntityTypeConfiguration<DeadLetterRow>
{
    public void Configure(EntityTypeBuilder<DeadLetterRow> builder)
    {
        builder.ToTable("DeadLetters");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.Position).HasMaxLength(52);
        builder.HasIndex(row => row.Position);
        builder.Property(row => row.Consumer).HasMaxLength(64);
        builder.Property(row => row.Reason).HasMaxLength(1024);
    }
}
